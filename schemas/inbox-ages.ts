// Apart from the shapes, so that a page that only offers them carries no schema code.

/** Days since a case was opened, as the inbox offers them. */
export const AGES_DAYS = [7, 30, 90] as const
