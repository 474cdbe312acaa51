import type { ReactNode } from 'react'

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm bg-surface px-1 font-sans text-muted text-small ring-1 ring-line-strong ring-inset">
    {children}
  </kbd>
)
