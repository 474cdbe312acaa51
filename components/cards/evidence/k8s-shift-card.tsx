import type { CardProps } from '@/components/cards/card'
import { EvidenceFrame, FigureCell, NARROW, PairCell, WIDE } from '@/components/cards/evidence/frame'
import { Figure, FigureBlock } from '@/components/cards/figure'
import { Tag } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Table, Td, Th } from '@/components/ui/table'

/** Namespaces of one cluster, and whether cost grew or only moved between them. */
export const EvidenceK8sShiftCard = ({ part, intent }: CardProps<'evidence.k8s_shift'>) => (
  <EvidenceFrame part={part} intent={intent}>
    <div className="mb-4 grid grid-cols-2 gap-x-6 gap-y-3 @lg:grid-cols-4">
      {[part.risen, part.fallen, part.net, part.bill_ratio].map((id) => (
        <FigureBlock key={id} id={id} intent={intent} size="small" />
      ))}
    </div>
    <Table label={part.title}>
      <thead>
        <tr>
          <Th>Namespace of {part.cluster}</Th>
          <Th className="text-right">Since the rise</Th>
          <Th className={cn('text-right', WIDE)}>Change</Th>
        </tr>
      </thead>
      <tbody>
        {part.namespaces.map((n) => (
          <tr key={n.namespace}>
            <Td className="wrap-anywhere min-w-20">
              {n.namespace} {n.is_idle ? <Tag>nobody's</Tag> : null}
            </Td>
            <PairCell
              before={n.before}
              after={n.after}
              intent={intent}
              below={
                <span className={cn('block', NARROW)}>
                  <Figure id={n.change} intent={intent} />
                </span>
              }
            />
            <FigureCell id={n.change} intent={intent} className={WIDE} />
          </tr>
        ))}
      </tbody>
    </Table>
  </EvidenceFrame>
)
