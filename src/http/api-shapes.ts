/** Shapes of members for OpenAPI that answers have in common. */
export const NULLABLE = { type: String, nullable: true } as const;
export const TIME = { type: String, format: 'date-time' } as const;
export const NULLABLE_TIME = { ...TIME, nullable: true } as const;
