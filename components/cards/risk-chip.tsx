import { Badge } from '@/components/ui/badge'
import type { RiskTier } from '@/schemas/action'

const MARK = { low: 'low', low_medium: 'low', medium: 'medium', high: 'high', critical: 'critical' } as const
const WORD = { low: 'Low risk', low_medium: 'Low to medium risk', medium: 'Medium risk', high: 'High risk', critical: 'Critical risk' } as const

export const RiskChip = ({ tier }: { tier: RiskTier }) => <Badge kind={MARK[tier]}>{WORD[tier]}</Badge>
