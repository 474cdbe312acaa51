import { shared } from './pool'

/** Ends this process's connections: for tests, short-lived commands and a clean stop. The next query opens new ones. */
export async function closePool(): Promise<void> {
  const current = shared.countersign_pool
  delete shared.countersign_pool
  await current?.end()
}
