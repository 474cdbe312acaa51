'use client'
import * as Primitive from 'radix-ui/dropdown-menu'
import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'

export const Menu = Primitive.Root
export const MenuTrigger = Primitive.Trigger

/** A menu that closes because it opened a dialog leaves the keyboard there: a name is typed where it is asked for, not into the button that closes. */
const leaveToDialog = (event: Event): void => {
  if (document.querySelector('[role=dialog]') !== null) event.preventDefault()
}

export const MenuContent = ({ className, ...props }: ComponentProps<typeof Primitive.Content>) => (
  <Primitive.Portal>
    <Primitive.Content
      onCloseAutoFocus={leaveToDialog}
      align="end"
      sideOffset={6}
      collisionPadding={12}
      className={cn('z-50 min-w-52 animate-appear rounded-card border bg-surface p-1 shadow-float', className)}
      {...props}
    />
  </Primitive.Portal>
)
export const MenuItem = ({ className, ...props }: ComponentProps<typeof Primitive.Item>) => (
  <Primitive.Item
    className={cn(
      'flex min-h-8 phone:min-h-11 items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-table outline-none data-disabled:text-faint data-highlighted:bg-wash [&_svg]:size-4 [&_svg]:text-muted',
      className,
    )}
    {...props}
  />
)
export const MenuLabel = ({ className, ...props }: ComponentProps<typeof Primitive.Label>) => (
  <Primitive.Label className={cn('px-2.5 pt-2 pb-1 text-muted text-small', className)} {...props} />
)
export const MenuSeparator = () => <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />
