'use client'
import * as Primitive from 'radix-ui/tabs'
import type { ComponentProps } from 'react'
import { cn } from '@/components/ui/cn'

export const Tabs = Primitive.Root
export const TabsContent = Primitive.Content
export const TabsList = ({ className, ...props }: ComponentProps<typeof Primitive.List>) => (
  <Primitive.List className={cn('flex gap-5 overflow-x-auto border-b', className)} {...props} />
)
export const TabsTrigger = ({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) => (
  <Primitive.Trigger
    className={cn(
      '-mb-px h-9 whitespace-nowrap border-transparent border-b-2 text-muted text-table hover:text-ink data-[state=active]:border-ink data-[state=active]:font-strong data-[state=active]:text-ink',
      className,
    )}
    {...props}
  />
)
