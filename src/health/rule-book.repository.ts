import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** How the wider rule book stands, over all processes. */
export interface RuleBookFigures {
  /** Findings and hints that wait for a person, by mode. */
  readonly pending: Readonly<Record<string, number>>;
  /** Rules that could not judge a case. */
  readonly unjudged: number;
  /** Seconds since the judgement that waits longest for its review. */
  readonly lag: number;
  /** Instants (seconds) of the last computations over many cases. */
  readonly computed: Readonly<Record<string, number>>;
  readonly trials: Readonly<Record<string, number>>;
}

@Injectable()
export class RuleBookRepository {
  constructor(private readonly source: DataSource) {}

  async figures(): Promise<RuleBookFigures> {
    const [row]: RuleBookFigures[] = await this.source.query(
      `SELECT
         (SELECT json_object_agg(m.mode, (SELECT count(*) FROM finding f WHERE f.status = 'pending' AND f.mode = m.mode))
            FROM (VALUES ('confirm'), ('hint')) AS m (mode)) AS pending,
         (SELECT count(*)::int FROM unjudged) AS unjudged,
         coalesce((SELECT extract(epoch FROM now() - marked_at)::float8 FROM review_mark ORDER BY id LIMIT 1), 0) AS lag,
         coalesce((SELECT json_object_agg(rule, extract(epoch FROM ran_at)::float8) FROM hint_run), '{}') AS computed,
         (SELECT json_object_agg(s.state, (SELECT count(*) FROM trial t WHERE t.state = s.state))
            FROM (VALUES ('queued'), ('running')) AS s (state)) AS trials`,
    );
    return row!;
  }
}
