import type { RestartFacts } from '@/lib/desks/cost/connectors/cloud/port'
import type { Instant } from '@/schemas/time'
import type { Instance } from './instance-checks'
import { failed, type TargetCheck, unknown } from './judge-targets'
import { hasYesTag } from './yes-tag'

export type RestartCheck = TargetCheck<{ instance: Instance; facts: RestartFacts | undefined }, { now: Instant }>

/** Whether it would come back after a stop. Needs calls beyond the inventory. */
export const RESTART_CHECKS: readonly RestartCheck[] = [
  {
    id: 'root_volume',
    passed: 'every target starts from a volume',
    remedy: 'rebuild it from an image with an EBS root volume',
    judge: ({ facts }) =>
      facts === undefined
        ? unknown('not known: its root device')
        : facts.root_device === 'ebs'
          ? null
          : failed('starts from local disks and cannot be stopped'),
  },
  {
    id: 'shared_tenancy',
    passed: 'no target needs dedicated hardware to come back',
    remedy: 'move it to default tenancy',
    judge: ({ facts }) =>
      facts === undefined
        ? unknown('not known: its tenancy')
        : facts.tenancy === 'default'
          ? null
          : failed(`has ${facts.tenancy} tenancy and may find no hardware`),
  },
  {
    id: 'encryption_key',
    passed: 'every encrypted volume can be opened again',
    remedy: 'let the role use the key (kms:DescribeKey, kms:CreateGrant), or confirm it in KMS and tag the instance kms-ok=true',
    judge({ facts, instance }) {
      if (facts?.encryption_key === 'unusable') return failed('a key of its volumes is disabled')
      if (facts === undefined || facts.encryption_key === 'unknown')
        return hasYesTag(instance.tags, 'kms-ok')
          ? null
          : unknown('not known: whether the key of its volumes is enabled and gives us the grant that a start takes')
      return null
    },
  },
  {
    id: 'no_stop_protection',
    passed: 'no target is protected against stopping',
    remedy: 'the owner lifts the stop protection',
    judge: ({ facts }) =>
      facts === undefined ? unknown('not known: its stop protection') : facts.has_stop_protection ? failed('is protected against stopping') : null,
  },
  {
    id: 'boots_healthy',
    passed: 'the status checks of every target pass',
    remedy: 'mend what its status checks name, or wait until they have ended',
    is_quiet: true,
    judge: ({ facts }) =>
      facts === undefined || facts.boot_health === 'unknown'
        ? unknown('not known: its status checks')
        : facts.boot_health === 'ok'
          ? null
          : failed('fails its status checks now, and may not come back'),
  },
  {
    id: 'product_may_start',
    passed: 'no target runs a product that has to be subscribed to',
    remedy: 'confirm the subscription in AWS Marketplace and tag the instance product-ok=true',
    is_quiet: true,
    judge: ({ facts, instance }) =>
      facts?.has_sold_product !== true || hasYesTag(instance.tags, 'product-ok')
        ? null
        : unknown('not known: whether its Marketplace product may still be started'),
  },
]

/** A schedule starts what it stopped with a role of its own, which nobody can be asked about from here. */
export const schedulerOpens: RestartCheck = {
  id: 'scheduler_may_open',
  passed: 'no target has a volume under a key of the account that the scheduler would have to open',
  remedy: "let the scheduler's role use the key (kms:CreateGrant) and tag the instance kms-ok=true",
  is_quiet: true,
  judge: ({ facts, instance }) =>
    facts?.has_customer_key !== true || hasYesTag(instance.tags, 'kms-ok') ? null : unknown("not known: whether the scheduler's role may open its volumes"),
}
