import type { ReactNode } from 'react'

export function PageTitle({ title, lead, aside }: { title: ReactNode; lead?: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-page font-strong">{title}</h1>
        {lead ? <p className="max-w-[46rem] text-pretty text-muted text-table">{lead}</p> : null}
      </div>
      {aside}
    </div>
  )
}
