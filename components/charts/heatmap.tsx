import type { ReactNode } from 'react'
import { formatDay, formatMoney } from '@/lib/kernel/format'

type Row = { label: string; cells: (string | null)[]; figure: ReactNode }

/** Steps of ink for a cell by its share of the dearest day of all: five, so that neighbours can be told apart. */
const STEPS = ['bg-ink/5', 'bg-ink/20', 'bg-ink/40', 'bg-ink/65', 'bg-ink'] as const

/** Rows of days, darker where a day costs more. One scale for all rows; a day nobody knows is hatched. */
export function Heatmap({ rows, days, unsettled, currency }: { rows: Row[]; days: string[]; unsettled: string[]; currency: string }) {
  const top = Math.max(1e-9, ...rows.flatMap((row) => row.cells.map((cell) => Math.max(0, Number(cell ?? 0)))))
  const step = (cell: string): string => STEPS[Math.min(STEPS.length - 1, Math.floor((Math.max(0, Number(cell)) / top) * STEPS.length))] ?? STEPS[0]
  const grid = { gridTemplateColumns: `repeat(${days.length}, minmax(0, 1fr))` }
  return (
    <div className="text-table">
      <ul className="space-y-2">
        {rows.map((row) => (
          <li key={row.label} className="grid gap-x-4 gap-y-1 @lg:grid-cols-[10rem_minmax(0,1fr)_7rem] @lg:items-center">
            <span className="flex justify-between gap-3 @lg:block">
              <span className="truncate" title={row.label}>
                {row.label}
              </span>
              <span className="@lg:hidden">{row.figure}</span>
            </span>
            <span role="img" aria-label={said(row, days, currency)} className="grid gap-px" style={grid}>
              {days.map((day, i) => {
                const cell = row.cells[i] ?? null
                return (
                  <span
                    key={day}
                    title={`${formatDay(day)}: ${cell === null ? 'not known' : formatMoney(cell, currency)}`}
                    className={`h-5 ${cell === null ? 'hatched' : step(cell)} ${unsettled.includes(day) ? 'border-muted border-b-2 border-dotted' : ''}`}
                  />
                )
              })}
            </span>
            <span className="hidden text-right @lg:block">{row.figure}</span>
          </li>
        ))}
      </ul>
      <p aria-hidden="true" className="mt-2 flex justify-between text-muted text-small @lg:mr-[8rem] @lg:ml-[11rem]">
        <span>{formatDay(days[0] ?? '')}</span>
        <span className="flex items-center gap-1">
          {formatMoney('0', currency)}
          {STEPS.map((fill) => (
            <span key={fill} className={`inline-block h-3 w-4 ring-1 ring-line ring-inset ${fill}`} />
          ))}
          {formatMoney(String(Math.round(top)), currency)}
        </span>
        <span>{formatDay(days.at(-1) ?? '')}</span>
      </p>
    </div>
  )
}

function said(row: Row, days: string[], currency: string): string {
  const known = row.cells.flatMap((cell, i) => (cell === null ? [] : [{ cell, day: days[i] ?? '' }]))
  const most = [...known].sort((a, b) => Number(b.cell) - Number(a.cell))[0]
  return most === undefined ? `${row.label}: no day is known` : `${row.label}: most on ${formatDay(most.day)}, ${formatMoney(most.cell, currency)}`
}
