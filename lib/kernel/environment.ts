import { z } from 'zod'
import { Role } from '@/schemas/actor'
import { TenantId } from '@/schemas/ids'

/** Accounts by number, the role that looks at each, and the one that acts in it; without the latter one role does both. */
export const AwsAccounts = z.record(
  z.string().regex(/^\d{12}$/),
  z.strictObject({
    role_arn: z.string().nullable().default(null),
    external_id: z.string().nullable().default(null),
    act_role_arn: z.string().nullable().default(null),
    act_external_id: z.string().nullable().default(null),
    scheduler_role_arn: z.string().nullable().default(null),
  }),
)

/** Where the bill lies in Athena. */
export const Athena = z.strictObject({
  region_id: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/),
  work_group: z.string().min(1).max(128),
  database: z.string().min(1).max(60),
  bucket: z.string().min(3).max(63),
  prefix: z.string().max(200).default(''),
  /** Most that one query may scan, in GB. */
  most_gb: z.number().positive().max(10_000).default(100),
})

const OidcRoles = z.record(z.string(), z.array(Role))

// Every setting has a working default: nothing is required. `.describe` is what the error prints as the remedy.
export const Environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('postgres://user:password@host:5432/countersign'),
  COUNTERSIGN_HOME: z.string().min(1).optional().describe('a folder for data, such as /var/lib/countersign'),
  COUNTERSIGN_PORT: z.coerce.number().int().min(1).max(65535).default(3100).describe('a free port, such as 3100'),
  COUNTERSIGN_HOST: z.string().default('127.0.0.1').describe('the interface to listen on, such as 127.0.0.1'),
  COUNTERSIGN_PG_PORT: z.coerce.number().int().min(1).max(65535).optional().describe('a free port for the embedded Postgres'),
  COUNTERSIGN_LOG: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('one of debug, info, warn, error'),
  COUNTERSIGN_AWS_ACCOUNTS: z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return AwsAccounts.parse(JSON.parse(text ?? '{}'))
      } catch {
        context.addIssue({ code: 'custom', message: 'is not usable' })
        return z.NEVER
      }
    })
    .describe(
      '{"111122223333":{"role_arn":"arn:aws:iam::111122223333:role/countersign","external_id":"…","act_role_arn":null,"act_external_id":null,"scheduler_role_arn":null}}',
    ),
  COUNTERSIGN_AWS_ACT_PROFILE: z
    .string()
    .min(1)
    .optional()
    .describe('a profile of the AWS configuration that only acting begins with, such as countersign-act'),
  COUNTERSIGN_ATHENA: z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return null
      try {
        return Athena.parse(JSON.parse(text))
      } catch {
        context.addIssue({ code: 'custom', message: 'is not usable' })
        return z.NEVER
      }
    })
    .describe('{"region_id":"eu-west-1","work_group":"countersign","database":"bills","bucket":"example-bills","prefix":"warehouse/","most_gb":100}'),
  COUNTERSIGN_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the address people open, such as https://countersign.example.com'),
  COUNTERSIGN_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('https://login.example.com/realms/main'),
  COUNTERSIGN_OIDC_CLIENT_ID: z.string().min(1).optional().describe('the client id that the identity provider gave to Countersign'),
  COUNTERSIGN_OIDC_CLIENT_SECRET: z
    .string()
    .regex(/^(?:env|file|aws-sm|aws-ssm):./)
    .optional()
    .describe('where the secret is kept, such as file:/run/secrets/oidc; never the secret itself'),
  COUNTERSIGN_OIDC_TENANT: TenantId.default('tn_home').describe('the tenant whose people the provider knows, such as tn_home'),
  COUNTERSIGN_OIDC_ROLES_CLAIM: z.string().min(1).default('groups').describe('the claim that names groups, such as groups'),
  COUNTERSIGN_OIDC_ROLES: z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return OidcRoles.parse(JSON.parse(text ?? '{}'))
      } catch {
        context.addIssue({ code: 'custom', message: 'is not usable' })
        return z.NEVER
      }
    })
    .describe('{"cloud-approvers":["approver","platform"],"cloud-readers":["viewer"]}'),
  COUNTERSIGN_MODEL_PROVIDER: z.enum(['anthropic', 'openai-compatible']).optional().describe('one of anthropic, openai-compatible'),
  COUNTERSIGN_MODEL: z.string().min(1).optional().describe('the name of a model that the provider serves'),
  COUNTERSIGN_MODEL_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the base address of the provider, such as http://127.0.0.1:11434/v1'),
  COUNTERSIGN_MODEL_KEY: z
    .string()
    .regex(/^(?:env|file|aws-sm|aws-ssm):./)
    .optional()
    .describe('where the key is kept, such as file:/run/secrets/model; never the key itself'),
  COUNTERSIGN_AWS_DOCTOR: z.string().startsWith('/').optional().describe('the path of the aws-doctor program, such as /usr/local/bin/aws-doctor'),
  COUNTERSIGN_AUDIT_GIT: z.string().startsWith('/').optional().describe('the path of a Git work tree that keeps copies of the anchors, such as /srv/anchors'),
  COUNTERSIGN_AUDIT_S3: z
    .string()
    .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[A-Za-z0-9!_.*'()/-]*)?$/)
    .optional()
    .describe('the bucket and prefix that keep copies of the anchors, such as s3://audit-anchors/countersign'),
  COUNTERSIGN_OPA_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the document that decides on your Open Policy Agent, such as http://opa:8181/v1/data/countersign/execute'),
  COUNTERSIGN_OPA_REVISION: z.string().min(1).default('unnamed').describe('what you call the policies that run there, such as 2026-11-19'),
  COUNTERSIGN_OPA_TIMEOUT_MS: z.coerce.number().int().min(50).max(30_000).default(2_000).describe('milliseconds, such as 2000'),
  COUNTERSIGN_OPA_TOKEN: z
    .string()
    .regex(/^(?:env|file|aws-sm|aws-ssm):./)
    .optional()
    .describe('where the token is kept, such as file:/run/secrets/opa; never the token itself'),
  COUNTERSIGN_INTERNAL_HOSTS: z
    .string()
    .regex(/^[A-Za-z0-9.:[\],_-]*$/)
    .default('')
    .describe('hosts of your own network that tenants may name in their settings, such as opencost.opencost.svc:9003,jira.corp.example'),
  COUNTERSIGN_AWS_ENDPOINT: z.url().optional().describe('http://127.0.0.1:4566 for a local stand-in'),
})
