'use client'

/** The ask panel, docked beside a page. */
export function DockedAsk(_props: { subject: { type: 'case' | 'approval'; id: string } | null }) {
  return null
}
