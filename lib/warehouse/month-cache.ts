import type { MonthFiles } from '@/lib/warehouse/queries/month-series'

// One entry per version of a month, and of those a tenant has one or two a month.
const MOST_MONTHS = 1024

/** What is read of a month once in this process: the files of a version never change, so what they said stays true. Only for what is small. */
export function onceAMonth<T>(read: (month: MonthFiles) => Promise<T>): (month: MonthFiles) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (month) => {
    const found = known.get(month.path)
    if (found !== undefined) return found
    const reading = read(month)
    known.set(month.path, reading)
    reading.catch(() => known.delete(month.path)) // the next question tries again
    const [oldest] = known.keys()
    if (known.size > MOST_MONTHS && oldest !== undefined) known.delete(oldest)
    return reading
  }
}
