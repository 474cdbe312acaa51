import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

// Smaller than 16 px, and a phone enlarges the whole page when the field is touched.
const FIELD =
  'w-full rounded-control bg-surface px-3 text-ink ring-1 ring-line-strong ring-inset transition-shadow placeholder:text-faint focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-0 disabled:bg-wash disabled:text-faint aria-invalid:ring-critical'

export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={cn(FIELD, 'h-9 text-body phone:h-11 phone:text-card', className)} {...props} />
)
export const Textarea = ({ className, ...props }: ComponentProps<'textarea'>) => (
  <textarea className={cn(FIELD, 'min-h-20 resize-y py-2 text-body phone:text-card', className)} {...props} />
)

/** The platform's own list: the one people know on a phone and with a screen reader. */
export const Select = ({ className, ...props }: ComponentProps<'select'>) => (
  <select className={cn(FIELD, 'h-9 w-auto pr-8 text-table phone:h-11 phone:text-card', className)} {...props} />
)

type FieldProps = { label: ReactNode; htmlFor: string; note?: ReactNode; className?: string; children: ReactNode }

/** A control with its name above it and, where needed, what is expected below it. */
export const Field = ({ label, htmlFor, note, className, children }: FieldProps) => (
  <div className={cn('grid content-start gap-1', className)}>
    <label htmlFor={htmlFor} className="text-muted text-small">
      {label}
    </label>
    {children}
    {note ? <p className="text-pretty text-muted text-small">{note}</p> : null}
  </div>
)
