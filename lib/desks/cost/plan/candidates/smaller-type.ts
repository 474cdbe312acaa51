import { wordTable } from '@/lib/kernel/word-table'

// Half of each size; a family that has no such size has no such type, and nothing is proposed.
const HALF: Readonly<Record<string, string>> = wordTable({
  xlarge: 'large',
  '2xlarge': 'xlarge',
  '4xlarge': '2xlarge',
  '8xlarge': '4xlarge',
  '16xlarge': '8xlarge',
  '24xlarge': '12xlarge',
  '32xlarge': '16xlarge',
  '48xlarge': '24xlarge',
})

/** The type of half the size in the same family; null where halves are not named. */
export function smallerType(instance_type: string): string | null {
  const [family = '', size = ''] = instance_type.split('.')
  const half = HALF[size]
  return half === undefined ? null : `${family}.${half}`
}
