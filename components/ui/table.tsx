import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'

/** Scrolls inside itself, never the page. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className="-mx-4 overflow-x-auto px-4" tabIndex={0} aria-label="Table">
      <table className={cn('w-full border-collapse text-table', className)} {...props} />
    </section>
  )
}
export const Th = ({ className, ...props }: ComponentProps<'th'>) => (
  <th
    scope="col"
    className={cn('border-line-strong border-b py-1.5 pr-4 text-left align-bottom font-normal text-muted text-small last:pr-0', className)}
    {...props}
  />
)
export const Td = ({ className, ...props }: ComponentProps<'td'>) => (
  <td className={cn('border-line border-b py-1.5 pr-4 align-baseline last:pr-0', className)} {...props} />
)
