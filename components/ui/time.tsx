'use client'
import { useZone } from '@/components/ui/zone'
import { formatDay, formatDuration, formatInstant, shownThere } from '@/lib/kernel/format'

type Props = { at: string; now?: string; style?: 'instant' | 'day' | 'clock' | 'short' | 'seconds' }

/**
 * "19 Nov 09:12 UTC"; `short` is the clock on the day of `now` and the day on another, `seconds` the exact clock on that day.
 * The full instant with its zone on hover, in UTC too where the page shows other clocks.
 */
export function Time({ at, now, style = 'instant' }: Props) {
  const zone = useZone()
  // A day without a time is one of the bill: the same for everybody.
  if (at.length === 10)
    return (
      <time dateTime={at} title={`${at} UTC`} className="whitespace-nowrap">
        {formatDay(at, now)}
      </time>
    )
  const { day, clock, name } = shownThere(at, zone)
  const here = now === undefined ? undefined : shownThere(now, zone).day
  const full = `${day} ${clock} ${name}`
  const text = {
    day: () => formatDay(day, here),
    clock: () => `${clock.slice(0, 5)} ${name}`,
    short: () => (day === here ? `${clock.slice(0, 5)} ${name}` : formatDay(day, here)),
    seconds: () => (here !== undefined && day !== here ? formatInstant(at, now, zone) : name === 'UTC' ? clock : `${clock} ${name}`),
    instant: () => formatInstant(at, now, zone),
  }
  return (
    <time dateTime={at} title={name === 'UTC' ? full : `${full}, ${at.slice(0, 10)} ${at.slice(11, 19)} UTC`} className="whitespace-nowrap">
      {text[style]()}
    </time>
  )
}

/** "3 d" from `at` to `now`, both of one clock. */
export const Age = ({ at, now }: { at: string; now: string }) => (
  <time dateTime={at} title={formatInstant(at, undefined, useZone())} className="whitespace-nowrap">
    {formatDuration((Date.parse(now) - Date.parse(at)) / 1000).replace(/ \d+ (min|h)$/, '')}
  </time>
)
