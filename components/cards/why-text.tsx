'use client'
import { showEvidence } from '@/components/cards/evidence-store'
import { figuresIn } from '@/components/cards/figures-in'
import type { UiIntent } from '@/schemas/intent'

/** A sentence in which every figure that a card holds opens where it came from. What no card holds stays plain text. */
export function WhyText({ text, intents }: { text: string; intents: readonly UiIntent[] }) {
  return figuresIn(text, intents).map((piece, i) =>
    piece.fact === null ? (
      piece.text
    ) : (
      <button
        // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the sentence
        key={i}
        type="button"
        aria-haspopup="dialog"
        aria-label={`${piece.text}: explain`}
        onClick={() => showEvidence(piece.fact)}
        className="quiet-link whitespace-nowrap"
      >
        {piece.text}
      </button>
    ),
  )
}
