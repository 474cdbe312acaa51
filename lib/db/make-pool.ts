import pg from 'pg'
import { gatheringSocket } from './gathering-socket'
import { APP_ROLE } from './role'

/**
 * Connections that work as the app role.
 *
 * A connection that the server closes is replaced by the next query instead of ending the process; a query that it was in the middle of fails. What is sent
 * before the last answer came goes out at the end of the turn and is carried out in that order. A commit waits for the disk, whatever the server's own setting
 * is, unless it says otherwise.
 */
export function makePool(database_url: string, max: number): pg.Pool {
  const made = new pg.Pool({
    connectionString: database_url,
    max,
    options: `-c role=${APP_ROLE} -c synchronous_commit=on`,
    application_name: 'countersign',
    pipeline: true,
    stream: gatheringSocket,
  })
  made.on('error', () => undefined)
  // The pool listens to idle connections only, and an error that nobody hears ends the process.
  made.on('connect', (client) => client.on('error', () => undefined))
  return made
}
