/** Runs once when the web process starts. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { endWithParent } = await import('@/lib/kernel/parent')
  endWithParent(process.env['COUNTERSIGN_PARENT'])
  const { endEveryStream } = await import('@/app/api/events/followers')
  // Next waits for open answers before it ends, and these have no end of their own.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endEveryStream)
}
