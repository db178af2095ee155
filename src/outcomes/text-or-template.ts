import type { JsonSchema } from '../json-schema.ts'

/** A text that is made from the request. */
export const templateSchema: JsonSchema = {
  type: 'string',
  minLength: 1,
  format: 'template',
  description:
    'Text with {{model}}, {{says}} (what the user said last), {{attempt}}, {{session}} or {{body $.path}} (RFC 9535) of the request.',
  examples: ['You asked {{model}}: {{says}}'],
}

/** A text as it is, or one that is made from the request. */
export const textOrTemplate = ({ description = '', examples = [], ...text }: JsonSchema): JsonSchema => ({
  description,
  examples,
  expects: 'text, or a mapping with template',
  anyOf: [
    text,
    {
      type: 'object',
      expects: 'a mapping with template',
      additionalProperties: false,
      required: ['template'],
      properties: { template: templateSchema },
    },
  ],
})
