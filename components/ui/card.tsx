import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return <section className={cn('panel @container min-w-0', className)} {...props} />
}

/** Title on the left, one small thing on the right. */
export function CardHeader({ title, subtitle, aside, id }: { title: ReactNode; subtitle?: ReactNode; aside?: ReactNode; id?: string }) {
  return (
    <header className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <h3 id={id} className="text-pretty text-card font-strong">
          {title}
        </h3>
        {subtitle ? <p className="text-table text-muted">{subtitle}</p> : null}
      </div>
      {aside ? <div className="shrink-0">{aside}</div> : null}
    </header>
  )
}
