'use client'
import type { ReactNode } from 'react'
import { toggleRow, useSelection } from '@/components/cards/row-selection'

/** The mark of a row; a box to tick in its place while rows are being selected. */
export function RowSelect({ case_id, title, children }: { case_id: string; title: string; children: ReactNode }) {
  const selection = useSelection()
  if (selection === null) return children
  return (
    <label className="relative z-10 -mx-2 -my-1 grid size-7 cursor-pointer place-items-center self-start @3xl:self-center">
      <span className="sr-only">Select {title}</span>
      <input type="checkbox" checked={selection.has(case_id)} onChange={() => toggleRow(case_id)} className="size-4 accent-accent" />
    </label>
  )
}
