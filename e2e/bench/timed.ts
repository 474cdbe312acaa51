const MS = 1000

export type Timed<T> = { ms: number; cpu_ms: number; value: T }

/** Time on the clock, and of all processors: the second hardly depends on what else the machine does. */
export async function timed<T>(run: () => Promise<T>): Promise<Timed<T>> {
  const [started, before] = [performance.now(), process.cpuUsage()]
  const value = await run()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - started, cpu_ms: (user + system) / MS, value }
}
