import { isLeftForLater } from '@/lib/cases/rest-of-plan'
import type { RejectedCandidate } from '@/schemas/action'

/** What would let a candidate be proposed that was not, in words. What one plan is too small for has its reason as a code. */
export const wouldAllow = (candidate: RejectedCandidate): string | null =>
  isLeftForLater(candidate) ? 'a case of its own, once this plan is verified' : candidate.would_allow
