import { figuresIn } from '@/components/cards/figures-in'
import { WhyButton } from '@/components/cards/why-button'
import type { UiIntent } from '@/schemas/intent'

/** A sentence in which every figure that a card holds opens where it came from. What no card holds stays plain text. */
export function WhyText({ text, intents }: { text: string; intents: readonly UiIntent[] }) {
  return figuresIn(text, intents).map((piece, i) =>
    piece.fact === null ? (
      piece.text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the sentence
      <WhyButton key={i} evidence={piece.fact} aria-label={`${piece.text}: explain`} className="quiet-link whitespace-nowrap">
        {piece.text}
      </WhyButton>
    ),
  )
}
