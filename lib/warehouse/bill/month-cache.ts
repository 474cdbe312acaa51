import type { MonthFiles } from '@/lib/warehouse/queries/month-series'

// One entry per version of a month, and of those a tenant has one or two a month.
const MOST_ENTRIES = 1024

/**
 * `read`, asked once per version of a billing month in this process: the files of a version never change, so its answer stays true. The oldest of more than
 * 1,024 answers is forgotten, so it is only for answers that are small. A failed one is asked again.
 */
export function cachedByMonth<T>(read: (month: MonthFiles) => Promise<T>): (month: MonthFiles) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (month) => {
    const known = answers.get(month.path)
    if (known !== undefined) return known
    const answer = read(month)
    answers.set(month.path, answer)
    answer.catch(() => answers.delete(month.path))
    const [oldest] = answers.keys()
    if (answers.size > MOST_ENTRIES && oldest !== undefined) answers.delete(oldest)
    return answer
  }
}
