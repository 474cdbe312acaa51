const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const two = (n: string): string => n.padStart(2, '0')

/** A schedule's five fields in words where they are plain ("every day at 06:15"); anything else is given back as it is written. */
export function cronWords(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.trim().split(/\s+/)
  const step = /^\*\/(\d+)$/.exec(minute)?.[1]
  if (day !== '*' || month !== '*') return `at ${cron}`
  if (hour === '*' && weekday === '*') {
    if (step !== undefined && 60 % Number(step) === 0) return `every ${step} minutes`
    return /^\d+$/.test(minute) ? `every hour at ${minute} past` : `at ${cron}`
  }
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return `at ${cron}`
  const days = daysOf(weekday)
  return days === undefined ? `at ${cron}` : `${days} at ${two(hour)}:${two(minute)}`
}

function daysOf(weekday: string): string | undefined {
  if (weekday === '*') return 'every day'
  const [, from, to] = /^([0-6])(?:-([0-6]))?$/.exec(weekday) ?? []
  if (from === undefined) return undefined
  return to === undefined ? `every ${DAY_NAMES[Number(from)]}` : `${DAY_NAMES[Number(from)]} to ${DAY_NAMES[Number(to)]}`
}
