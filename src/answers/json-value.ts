/** Reading of unknown values, as every room has it. */
export { isObject, type JsonObject, list, member } from '../json-value.ts'
