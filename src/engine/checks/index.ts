import type { OperationId } from '../../groq/endpoints.ts'
import { audioContent, audioFormat, audioPrompt, timestamps } from './audio.ts'
import { classifierMessages, reasoningOnModel, toolsOnModel } from './chat-model.ts'
import { toolChoice, toolParameters, toolTypes } from './chat-tools.ts'
import type { Check, Checked, Refusal } from './check.ts'
import { emptyInput } from './empty-input.ts'
import { images } from './images.ts'
import { jsonSchemaFollowed, jsonSchemaGiven, jsonWithTools, jsonWord } from './json-mode.ts'
import { fileOrUrl, uploadedFile } from './missing-file.ts'
import { unsupportedParameter } from './parameters.ts'
import { rawReasoning, twoReasoningFormats } from './reasoning.ts'
import { contextLength, maxTokens } from './tokens.ts'

const audio: readonly Check[] = [fileOrUrl, audioFormat, audioPrompt, timestamps, audioContent]

/** What is looked for beyond the schema, by operation, in this order; the first that finds something decides. */
const checks: Readonly<Partial<Record<OperationId, readonly Check[]>>> = {
  createChatCompletion: [
    unsupportedParameter,
    classifierMessages,
    toolsOnModel,
    toolTypes,
    toolParameters,
    toolChoice,
    jsonSchemaGiven,
    rawReasoning,
    twoReasoningFormats,
    jsonWithTools,
    jsonWord,
    jsonSchemaFollowed,
    reasoningOnModel,
    images,
    maxTokens,
    contextLength,
  ],
  createResponse: [
    emptyInput,
    toolsOnModel,
    toolTypes,
    toolParameters,
    toolChoice,
    jsonSchemaGiven,
    jsonSchemaFollowed,
    maxTokens,
  ],
  createTranscription: audio,
  createTranslation: audio,
  uploadFile: [uploadedFile],
}

/** The first thing that the API would refuse in a request that fits its schema, or null. */
export const firstRefusal = (checked: Checked): Refusal | null => {
  for (const check of checks[checked.operation] ?? []) {
    const found = check(checked)
    if (found) return found
  }
  return null
}
