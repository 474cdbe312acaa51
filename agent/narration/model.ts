import type { ModelConfig } from '@/lib/kernel/config'
import type { Secret } from '@/lib/kernel/secret'

/** One question to a model: what it is told to do, what it is given, and how long it may take. */
export type ModelAsk = { instructions: string; material: string; max_tokens: number; timeout_ms: number }

/** Text in, text out. Nothing of a model is visible beyond this. */
export type Model = { name: string; write(ask: ModelAsk): Promise<string> }

/**
 * A model behind the configured provider. The packages are loaded on the first use, so that without a model nothing of them runs. One request per
 * call, temperature 0, no tools, no retries of its own: the callers have budgets. Throws whatever the provider or the clock does.
 */
export function openModel({ provider, model, url }: ModelConfig, key: () => Promise<Secret | null>): Model {
  return {
    name: model,
    async write({ instructions, material, max_tokens, timeout_ms }) {
      const signal = AbortSignal.timeout(timeout_ms)
      const [{ generateText }, chosen] = await Promise.all([import('ai'), languageModel(provider, model, url, await key())])
      // The packages print advice to the console otherwise.
      globalThis.AI_SDK_LOG_WARNINGS = false
      const { text } = await generateText({
        model: chosen,
        system: instructions,
        prompt: material,
        temperature: 0,
        maxOutputTokens: max_tokens,
        maxRetries: 0,
        abortSignal: signal,
      })
      return text
    },
  }
}

async function languageModel(provider: ModelConfig['provider'], model: string, url: string | null, key: Secret | null) {
  const apiKey = key?.reveal() ?? 'none'
  const baseURL = url === null ? {} : { baseURL: url }
  if (provider === 'anthropic') {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    return createAnthropic({ apiKey, ...baseURL })(model)
  }
  // Compatible servers speak chat completions; the plain call would be the Responses API.
  const { createOpenAI } = await import('@ai-sdk/openai')
  return createOpenAI({ apiKey, ...baseURL }).chat(model)
}
