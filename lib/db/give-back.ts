import pg from 'pg'

/**
 * Gives a connection back to its pool. One that the server has ended, as the `error` of its last query says, is thrown away: its end may be noticed only after
 * the next query has taken it.
 */
export const giveBack = (client: pg.PoolClient, error?: unknown): void => client.release(error instanceof pg.DatabaseError && isOfConnection(error))

const isOfConnection = ({ severity }: pg.DatabaseError): boolean => severity === 'FATAL' || severity === 'PANIC'
