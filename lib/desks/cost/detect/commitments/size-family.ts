import type { Scope } from '@/schemas/evidence/cost'

// A size at the end of a machine's name: "m5.large", "EU-BoxUsage:c6i.4xlarge", "InstanceUsage:db.r5.xlarge". Source: names of AWS usage types.
const SIZE = /[.](?:nano|micro|small|medium|large|metal|\d*xlarge|metal-\d+xl)$/

/** The family of machines that a usage type is a size of; the usage type itself where it has no sizes. */
export const sizeFamily = (usage_type: string): string => usage_type.replace(SIZE, '')

/** Machines of a kind in a region, whoever runs them: commitments pay for them in any account, and not for others. */
export const machinesOf = ({ service_name, region_id, usage_type = '' }: Scope): string => [service_name, region_id, sizeFamily(usage_type)].join('\u0000')
