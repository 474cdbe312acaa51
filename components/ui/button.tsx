import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps, MouseEvent } from 'react'
import { cn } from '@/components/ui/cn'

/** On a phone a finger presses: 44 px, whatever the size elsewhere. */
export const buttonStyle = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control font-strong transition-colors duration-150 disabled:cursor-not-allowed aria-disabled:cursor-not-allowed [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-wash disabled:text-faint disabled:ring-1 disabled:ring-inset disabled:ring-line',
        neutral: 'bg-surface text-ink ring-1 ring-inset ring-line-strong hover:bg-wash disabled:text-faint disabled:ring-line disabled:hover:bg-surface',
        danger:
          'bg-surface text-critical ring-1 ring-inset ring-line-strong hover:bg-danger-wash disabled:text-faint disabled:ring-line disabled:hover:bg-surface',
        quiet: 'text-muted hover:bg-wash hover:text-ink disabled:text-faint',
      },
      size: {
        small: 'h-7 px-2.5 text-small phone:h-11 phone:px-3',
        medium: 'h-8 px-3 text-table phone:h-11',
        field: 'h-9 px-3 text-table phone:h-11',
        large: 'h-11 px-5 text-body',
        icon: 'size-8 phone:size-11',
        row: 'min-h-8 phone:min-h-11 justify-start whitespace-normal py-1.5 px-3 text-left text-pretty text-table',
      },
    },
    defaultVariants: { variant: 'neutral', size: 'medium' },
  },
)

export type ButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonStyle> & { is_busy?: boolean }

/** While it is busy it does nothing when pressed and keeps the focus, which a disabled button would lose to nowhere. */
export function Button({ className, variant, size, type = 'button', is_busy = false, onClick, ...props }: ButtonProps) {
  const busy = is_busy ? { 'aria-disabled': true, onClick: (e: MouseEvent) => e.preventDefault() } : { onClick }
  return <button type={type} className={cn(buttonStyle({ variant, size }), className)} {...props} {...busy} />
}
