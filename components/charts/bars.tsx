import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { formatMoney } from '@/lib/kernel/format'

export type Bar = { label: string; value: string; before: string | null; figure: ReactNode }

/** Ranked amounts. Where there is a before, it is a hairline mark on the same scale. A name is never cut: many names of a bill differ only at their end. */
export function Bars({ bars, currency, className }: { bars: Bar[]; currency: string; className?: string }) {
  const top = Math.max(1e-9, ...bars.flatMap((b) => [Math.abs(Number(b.value)), Math.abs(Number(b.before ?? 0))]))
  const share = (v: string) => `${(Math.abs(Number(v)) / top) * 100}%`
  const has_before = bars.some((b) => b.before !== null)
  return (
    <div className={className}>
      <table className="w-full table-fixed border-collapse text-table">
        {/* The head is not seen, and what is not seen sets no widths. */}
        <colgroup>
          <col className="w-[48%] @md:w-[36%]" />
          <col />
          <col className="w-[30%] @md:w-[26%]" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th>Name</th>
            <th>Size</th>
            <th>Amount</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row" className="py-1 pr-3 text-left font-normal leading-4 wrap-anywhere text-pretty">
                {bar.label}
              </th>
              <td className="py-1 align-middle" aria-hidden="true">
                <span className="relative block h-3.5">
                  <span
                    className={cn('absolute inset-y-0 left-0 min-w-[2px] rounded-[2px]', Number(bar.value) < 0 ? 'bg-verified' : 'bg-ink')}
                    style={{ width: share(bar.value) }}
                  />
                  {bar.before !== null ? (
                    <span className="absolute -inset-y-0.5 w-0.5 bg-accent ring-1 ring-surface" style={{ left: share(bar.before) }} />
                  ) : null}
                </span>
              </td>
              <td className="py-1 pl-3 text-right">
                {bar.figure ?? formatMoney(bar.value, currency)}
                {bar.before !== null ? <span className="block text-muted text-small">was {formatMoney(bar.before, currency)}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {has_before ? (
        <p className="mt-2 flex items-center gap-2 text-muted text-small">
          <span aria-hidden="true" className="inline-block h-3 w-0.5 bg-accent" /> before
        </p>
      ) : null}
    </div>
  )
}
