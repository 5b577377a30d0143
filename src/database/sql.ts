/** An instant of the database as milliseconds since 1970. */
export const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

export const msAs = (column: string, name: string): string => `${ms(column)} AS "${name}"`;
