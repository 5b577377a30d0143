import { ApiProperty } from '@nestjs/swagger';
import { LIVE_PARAMETERS, MAX_VIEW_NAME } from '../console/console.protocol.js';
import { knownMembers, textOf } from '../http/input.js';
import { badRequest } from '../http/problem.js';

/** Characters of a view's query, and of one value in it. */
export const MAX_VIEW_QUERY = 1_000;
const MAX_VALUE = 100;

/** POST /api/v1/views, PUT /api/v1/views/{id} */
export class ViewRequest {
  @ApiProperty({ maxLength: MAX_VIEW_NAME, example: '沈阳红牌' })
  readonly name: string;
  @ApiProperty({
    maxLength: MAX_VIEW_QUERY,
    example: 'level=red&region=210100&sort=left',
    description: `实时页网址中的条件 as in the address of the live page: ${LIVE_PARAMETERS.join(', ')}`,
  })
  readonly query: string;
}

export class ViewDto extends ViewRequest {
  @ApiProperty({ type: 'integer' })
  readonly id: number;
}

export class ViewsDto {
  @ApiProperty({ type: [ViewDto] })
  readonly items: ViewDto[];
}

/** @throws 400 naming the member */
export function readView(body: unknown): ViewRequest {
  const { name, query } = knownMembers(body, ['name', 'query']);
  return { name: textOf(name, 'name', MAX_VIEW_NAME).trim(), query: queryOf(textOf(query, 'query', MAX_VIEW_QUERY)) };
}

/** The same filters are the same text, in whatever order they are given. */
function queryOf(text: string): string {
  const given = new URLSearchParams(text);
  const known = new URLSearchParams();
  for (const name of LIVE_PARAMETERS)
    for (const value of given.getAll(name)) known.append(name, textOf(value, `query.${name}`, MAX_VALUE));
  const unknown = [...given.keys()].find((key, i, keys) => !known.has(key) || keys.indexOf(key) !== i);
  // As it is kept: what can be kept can be sent again.
  if (unknown === undefined) return textOf(known.toString(), 'query', MAX_VIEW_QUERY);
  throw badRequest('query', {
    zh: `每个条件至多一次，可用：${LIVE_PARAMETERS.join('、')}`,
    en: `each filter at most once; known: ${LIVE_PARAMETERS.join(', ')}`,
  });
}
