import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

// The type scale has its own names; without this, `text-table` and `text-muted` would count as one class and the first would be dropped.
const merge = extendTailwindMerge({
  extend: { theme: { text: ['small', 'table', 'body', 'card', 'page', 'figure'], radius: ['control', 'card'], 'font-weight': ['strong'] } },
})

export const cn = (...classes: ClassValue[]): string => merge(clsx(classes))
