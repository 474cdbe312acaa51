'use client'
import type { ComponentProps } from 'react'
import { type OpenEvidence, showEvidence } from '@/components/cards/evidence-store'

/** Opens where a figure comes from. The only part of a text with figures that runs in the browser: it carries its own evidence and no other. */
export const WhyButton = ({ evidence, ...props }: { evidence: OpenEvidence } & Omit<ComponentProps<'button'>, 'type' | 'onClick'>) => (
  <button type="button" aria-haspopup="dialog" onClick={() => showEvidence(evidence)} {...props} />
)
