'use client'
import type { EvidenceNote, Fact } from '@/schemas/intent'

export type OpenEvidence = { fact: Fact; notes: { id: string; note: EvidenceNote | undefined }[]; ruleset: string; href: string }

let open: OpenEvidence | null = null
const listeners = new Set<() => void>()

// What was opened on each page since it was loaded; the server takes forty.
const opened = new Map<string, Set<string>>()
const MOST_OPENED = 40
const MOST_CHARS = 80

/** Any figure opens the one drawer of the page. What was opened goes along with a signature that is given on the same page. */
export function showEvidence(evidence: OpenEvidence | null): void {
  open = evidence
  if (evidence !== null) noteOpened(evidence.fact.label)
  for (const listener of listeners) listener()
}
export const readEvidence = (): OpenEvidence | null => open
export function onEvidence(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Notes that a part of this page was opened. */
export function noteOpened(part: string): void {
  if (part === '') return
  const here = opened.get(location.pathname) ?? new Set<string>()
  opened.set(location.pathname, here.add(part.slice(0, MOST_CHARS)))
}
/** Parts of this page that were opened, in the order in which they first were. */
export const openedHere = (): string[] => [...(opened.get(location.pathname) ?? [])].slice(0, MOST_OPENED)
