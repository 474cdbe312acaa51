'use client'
import type { EvidenceNote, Fact } from '@/schemas/intent'

export type OpenEvidence = { fact: Fact; notes: { id: string; note: EvidenceNote | undefined }[]; ruleset: string; href: string }

let open: OpenEvidence | null = null
const listeners = new Set<() => void>()

/** Any figure opens the one drawer of the page. */
export function showEvidence(evidence: OpenEvidence | null): void {
  open = evidence
  for (const listener of listeners) listener()
}
export const readEvidence = (): OpenEvidence | null => open
export function onEvidence(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
