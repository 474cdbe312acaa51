import { formatDay, formatDuration, formatInstant } from '@/lib/kernel/format'

/** "19 Nov 09:12 UTC"; the full instant with its zone on hover. */
export const Time = ({ at, now, style = 'instant' }: { at: string; now?: string; style?: 'instant' | 'day' | 'clock' }) => (
  <time dateTime={at} title={`${at.slice(0, 10)} ${at.slice(11, 19)} UTC`} className="whitespace-nowrap">
    {style === 'day' ? formatDay(at, now) : style === 'clock' ? `${at.slice(11, 16)} UTC` : formatInstant(at, now)}
  </time>
)

/** "3 d" since `at`, by the server's clock. */
export const Age = ({ at, now }: { at: string; now: string }) => (
  <time dateTime={at} title={formatInstant(at)} className="whitespace-nowrap">
    {formatDuration((Date.parse(now) - Date.parse(at)) / 1000).replace(/ \d+ (min|h)$/, '')}
  </time>
)
