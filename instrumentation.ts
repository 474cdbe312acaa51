/** Runs once when the web process starts. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { endWithParent } = await import('@/lib/kernel/parent')
  endWithParent(process.env['COUNTERSIGN_PARENT'])
}
