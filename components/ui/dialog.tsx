'use client'
import { XIcon } from 'lucide-react'
import * as Primitive from 'radix-ui/dialog'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { ReturnFocus } from '@/components/ui/return-focus'
import { Unbroken } from '@/components/ui/unbroken'

export const Dialog = Primitive.Root
export const DialogClose = Primitive.Close

const SHAPE = {
  /** In the middle; on a phone it rises from the bottom, where the thumb is. */
  dialog:
    'inset-x-0 bottom-0 max-h-[88dvh] animate-rise rounded-t-card sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[30rem] sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-appear sm:rounded-card',
  /** From the right; from the bottom on a phone. */
  sheet:
    'inset-x-0 bottom-0 max-h-[88dvh] animate-rise rounded-t-card sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-[26.5rem] sm:animate-slide sm:rounded-none sm:border-l',
}

type Props = ComponentProps<typeof Primitive.Content> & {
  title: string
  description?: string /** The description is what is signed: it is read first. */
  is_lead?: boolean
  shape?: keyof typeof SHAPE
  footer?: ReactNode
}

export function DialogContent({ title, description, is_lead = false, shape = 'dialog', footer, className, children, ...props }: Props) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
      <Primitive.Content
        className={cn('fixed z-50 flex flex-col overflow-hidden bg-surface shadow-float outline-none', SHAPE[shape], className)}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...props}
      >
        <ReturnFocus />
        <header className="flex items-start justify-between gap-4 border-b px-5 py-4">
          <div>
            <Primitive.Title className={is_lead ? 'text-muted text-table' : 'text-card font-strong'}>{title}</Primitive.Title>
            {description ? (
              <Primitive.Description className={is_lead ? 'mt-1 text-pretty' : 'mt-0.5 text-muted text-table'}>
                <Unbroken text={description} />
              </Primitive.Description>
            ) : null}
          </div>
          <Primitive.Close
            aria-label="Close"
            className="-mr-1.5 grid size-7 phone:-my-2.5 phone:-mr-3 phone:size-11 shrink-0 place-items-center rounded-control text-muted hover:bg-wash hover:text-ink"
          >
            <XIcon className="size-4" aria-hidden="true" />
          </Primitive.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        {footer ? (
          <footer className="flex flex-wrap items-center justify-end gap-2 border-t bg-surface px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
            {footer}
          </footer>
        ) : null}
      </Primitive.Content>
    </Primitive.Portal>
  )
}
