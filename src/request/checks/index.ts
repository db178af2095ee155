import type { OperationId } from '../../groq/endpoints.ts'
import { isObject } from '../../json-value.ts'
import { hasTools } from './asked.ts'
import { audioContent, audioFormat, audioPrompt, timestamps } from './audio.ts'
import { audioUrl } from './audio-url.ts'
import { completionWindow, lineTier } from './batches.ts'
import { classifierMessages, reasoningOnModel, toolsOnModel } from './chat-model.ts'
import { toolChoice, toolParameters, toolSchemas, toolTypes } from './chat-tools.ts'
import type { Check, Checked, CheckRefusal } from './check.ts'
import { emptyText, wrongDimensions } from './embeddings.ts'
import { emptyInput } from './empty-input.ts'
import { fileName } from './files.ts'
import { images } from './images.ts'
import { jsonSchemaFollowed, jsonSchemaGiven, jsonWithTools, jsonWord } from './json-mode.ts'
import { fileOrUrl, uploadedFile } from './missing-file.ts'
import { unsupportedParameter } from './parameters.ts'
import { effortOnModel, rawReasoning, reasoningParameters, twoReasoningFormats } from './reasoning.ts'
import { unsupportedInResponses } from './responses.ts'
import { speechFormat, speechLength } from './speech.ts'
import { contextLength, maxTokens } from './tokens.ts'

const firstOf = (checks: readonly Check[], checked: Checked): CheckRefusal | null => {
  for (let i = 0; i < checks.length; i += 1) {
    const found = checks[i]?.(checked)
    if (found) return found
  }
  return null
}

function* firstInSteps(checks: readonly Check[], checked: Checked): Generator<void, CheckRefusal | null> {
  for (const check of checks) {
    const found = check.inSteps ? yield* check.inSteps(checked) : check(checked)
    if (found) return found
    yield
  }
  return null
}

/** Checks for requests that ask for something; others pass them by at the cost of one question. */
const where = (asks: (body: Checked['body']) => boolean, checks: readonly Check[]): Check =>
  Object.assign((checked: Checked) => (asks(checked.body) ? firstOf(checks, checked) : null), {
    *inSteps(checked: Checked): Generator<void, CheckRefusal | null> {
      return asks(checked.body) ? yield* firstInSteps(checks, checked) : null
    },
  })

const asksForTools = (body: Checked['body']): boolean => hasTools(body) || body.tool_choice !== undefined

const tools = where(asksForTools, [toolTypes, toolsOnModel, toolParameters, toolSchemas, toolChoice])
const audio: readonly Check[] = [fileOrUrl, audioUrl, audioFormat, audioPrompt, timestamps, audioContent]

/** What is looked for beyond the schema, by operation, in this order; the first that finds something decides. */
const checks: Readonly<Partial<Record<OperationId, readonly Check[]>>> = {
  createChatCompletion: [
    lineTier,
    unsupportedParameter,
    classifierMessages,
    tools,
    reasoningParameters,
    effortOnModel,
    rawReasoning,
    twoReasoningFormats,
    where(body => isObject(body.response_format), [jsonSchemaGiven, jsonWithTools, jsonWord, jsonSchemaFollowed]),
    reasoningOnModel,
    images,
    maxTokens,
    contextLength,
  ],
  createResponse: [
    unsupportedInResponses,
    emptyInput,
    tools,
    reasoningParameters,
    effortOnModel,
    where(body => isObject(body.text), [jsonSchemaGiven, jsonWithTools, jsonWord, jsonSchemaFollowed]),
    maxTokens,
  ],
  createEmbedding: [emptyText, wrongDimensions],
  createTranscription: audio,
  createTranslation: audio,
  createSpeech: [speechFormat, speechLength],
  uploadFile: [uploadedFile, fileName],
  createBatch: [completionWindow],
}

const NONE: readonly Check[] = []

/** The first thing that the API would refuse in a request that fits its schema, or null. */
export const firstRefusal = (checked: Checked): CheckRefusal | null =>
  firstOf(checks[checked.operation] ?? NONE, checked)

/** The same for a large body: one check a step, or less. */
export const firstRefusalInSteps = (checked: Checked): Generator<void, CheckRefusal | null> =>
  firstInSteps(checks[checked.operation] ?? NONE, checked)
