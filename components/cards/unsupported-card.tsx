import type { CardProps } from '@/components/cards/card'

/** A part that this client cannot draw, in plain form with every figure. Nothing is ever left out. */
export const UnsupportedCard = ({ part }: CardProps<'unsupported'>) => <PlainForm text={part.text} href={part.href} />

export const PlainForm = ({ text, href }: { text: string; href: string }) => (
  <div className="rounded-control border border-dashed p-3">
    <p className="eyebrow mb-2">Shown in plain form</p>
    <pre className="whitespace-pre-wrap break-words font-mono text-small leading-5">{text}</pre>
    <a href={href} className="mt-2 inline-block text-accent text-table underline underline-offset-4">
      Open in Countersign
    </a>
  </div>
)
