import type { Component, ComponentOf } from '@/schemas/intent'

type EvidenceKind = Extract<Component['kind'], `evidence.${string}`>
export type EvidencePart = ComponentOf<EvidenceKind>

export const isEvidence = (part: Component): part is EvidencePart => part.kind.startsWith('evidence.')

const both = (pair: { before: string; after: string }): string[] => [pair.before, pair.after]

/** Fact ids that a piece of evidence draws. */
export function evidenceRefs(part: EvidencePart): string[] {
  switch (part.kind) {
    case 'evidence.commitment':
      return [...both(part.coverage), ...both(part.utilisation), ...both(part.spill), ...part.commitments.flatMap(both)]
    case 'evidence.credits_fees':
      return [...part.records.flatMap((r) => [...both(r), r.change]), ...both(part.gross), ...both(part.net)]
    case 'evidence.marketplace':
      return part.products.flatMap((p) => [...both(p), p.change])
    case 'evidence.data_transfer':
      return [
        ...part.routes.flatMap((r) => [r.gb_before, r.gb_after, r.rate_before, r.rate_after, r.change]),
        ...Object.values(part.split).filter((id) => id !== null),
      ]
    case 'evidence.k8s_shift':
      return [...part.namespaces.flatMap((n) => [...both(n), n.change]), part.risen, part.fallen, part.net, part.bill_ratio]
    case 'evidence.deploy':
      return [part.score]
    case 'evidence.usage_growth':
      return [...part.figures, ...part.units.flatMap((u) => [u.quantity_before, u.quantity_after, u.unit_cost_before, u.unit_cost_after, u.change])]
    case 'evidence.waste':
      return [...part.findings.map((f) => f.cost), part.total]
    case 'evidence.mixed':
      return [...part.parts.flatMap((p) => [p.explained, p.share]), part.rise, part.remainder]
    case 'evidence.missing':
      return []
  }
}
