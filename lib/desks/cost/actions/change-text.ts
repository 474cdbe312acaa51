import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { Decimal } from '@/schemas/money'

/** The exact change that a person is asked to make: why, the commands that make it, and the commands that take it back. */
export type ChangeText = { title: string; before_you_start: string[]; commands: string[]; undo: string[] }

const place = { account_id: z.string().regex(/^\d{12}$/, 'must be twelve digits'), region_id: z.string().regex(/^[a-z0-9-]+$/) }
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}-[0-9a-f]+$`), `must be an id such as ${prefix}-0123456789abcdef0`)

const NatToEndpoint = z.strictObject({ ...place, vpc_id: id('vpc'), service: z.enum(['s3', 'dynamodb']), route_table_ids: z.array(id('rtb')).min(1).max(20) })
const NatDelete = z.strictObject({ ...place, nat_gateway_id: id('nat'), subnet_id: id('subnet'), allocation_id: id('eipalloc') })
const ElbDelete = z.strictObject({
  ...place,
  load_balancer_arn: z.string().regex(/^arn:aws:elasticloadbalancing:[\w:/-]+$/, 'must be the ARN of a load balancer'),
  name: z.string(),
})
const BuySavingsPlan = z.strictObject({
  ...place,
  offering_id: z.string().regex(/^[0-9a-f-]{36}$/, 'must be the id of an offering'),
  commitment_per_hour: Decimal,
  /** Day and hour at least a day ahead, so that the purchase can be taken back. */
  purchase_at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:00:00Z$/),
})

/** Texts of the proposals by template. Ids are checked before they get into a command line. */
const TEXTS: Readonly<Record<string, (params: unknown) => ChangeText>> = {
  nat_to_endpoint(params) {
    const p = NatToEndpoint.parse(params)
    const service = `com.amazonaws.${p.region_id}.${p.service}`
    return {
      title: `Send ${p.service} traffic of ${p.vpc_id} through a gateway endpoint instead of the NAT gateway`,
      before_you_start: [
        'No route of the tables overlaps the prefix list of the service',
        'Policies of the buckets or tables do not name the address of the NAT gateway',
      ],
      commands: [
        `aws ec2 create-vpc-endpoint --region ${p.region_id} --vpc-id ${p.vpc_id} --vpc-endpoint-type Gateway --service-name ${service} --route-table-ids ${p.route_table_ids.join(' ')}`,
      ],
      undo: [`aws ec2 delete-vpc-endpoints --region ${p.region_id} --vpc-endpoint-ids ENDPOINT_ID_FROM_THE_ANSWER`],
    }
  },
  nat_delete_idle(params) {
    const p = NatDelete.parse(params)
    return {
      title: `Delete the idle NAT gateway ${p.nat_gateway_id} and keep its address`,
      before_you_start: ['No route table names it', 'It has moved no bytes for 14 days', 'Others may know its address: it is kept'],
      commands: [
        `aws ec2 describe-route-tables --region ${p.region_id} --filters Name=route.nat-gateway-id,Values=${p.nat_gateway_id}`,
        `aws ec2 delete-nat-gateway --region ${p.region_id} --nat-gateway-id ${p.nat_gateway_id}`,
      ],
      undo: [
        `aws ec2 create-nat-gateway --region ${p.region_id} --subnet-id ${p.subnet_id} --allocation-id ${p.allocation_id}`,
        'Its id is new: put it into the routes that named the former one',
      ],
    }
  },
  elb_delete_idle(params) {
    const p = ElbDelete.parse(params)
    const at = `--region ${p.region_id} --load-balancer-arn ${p.load_balancer_arn}`
    return {
      title: `Delete the idle load balancer ${p.name}`,
      before_you_start: [
        'No DNS record names it: a load balancer made again has another name',
        'It has had no request for 14 days',
        'Keep the output of the first three commands: it is what is made again',
      ],
      commands: [
        `aws elbv2 describe-load-balancers --region ${p.region_id} --load-balancer-arns ${p.load_balancer_arn}`,
        `aws elbv2 describe-listeners ${at}`,
        `aws elbv2 describe-target-groups ${at}`,
        `aws elbv2 delete-load-balancer ${at}`,
      ],
      undo: ['aws elbv2 create-load-balancer, create-listener and register-targets with what the first three commands showed'],
    }
  },
  buy_savings_plan(params) {
    const p = BuySavingsPlan.parse(params)
    return {
      title: `Buy a savings plan of ${p.commitment_per_hour} an hour, queued for ${p.purchase_at}`,
      before_you_start: [
        'Somebody with the right to commit spend agrees',
        'The hours that it covers are used at least 95 % of the time by forecast',
        'No other purchase covers the same hours',
      ],
      commands: [
        `aws savingsplans create-savings-plan --savings-plan-offering-id ${p.offering_id} --commitment ${p.commitment_per_hour} --purchase-time ${p.purchase_at} --client-token countersign-${p.offering_id}`,
      ],
      undo: [
        'Before it starts: aws savingsplans delete-queued-savings-plan --savings-plan-id PLAN_ID_FROM_THE_ANSWER',
        'After it started: return it within 7 days and in the same month, if it is at most 100 USD an hour',
      ],
    }
  },
}

/** The change that a proposal asks for. Throws Fault `validation_failed` for parameters that do not fit, and `not_found` for a template without a text. */
export function changeText(template: string, params: unknown): ChangeText {
  const write = TEXTS[template]
  if (write === undefined) throw new Fault('not_found', `${template} is not a proposal`, { template })
  try {
    return write(params)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const issues = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Fault('validation_failed', `the parameters of ${template} do not fit: ${issues.join('; ')}`, { template, issues })
  }
}

export const PROPOSAL_TEMPLATES: readonly string[] = Object.keys(TEXTS)
