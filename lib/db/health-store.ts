import { rows } from './pool'

/** Throws when the database does not answer. */
export const pingDatabase = (): Promise<unknown> => rows('select 1')
