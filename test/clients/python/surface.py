"""Every endpoint that the Python SDKs know of and Groq serves; Groq's own with its strict validation of answers on."""

import io
import json
import time
import unittest
import wave

MODEL = "openai/gpt-oss-20b"
MESSAGES = [{"role": "user", "content": "What is the weather in Oslo?"}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    },
}
ANSWER = {
    "name": "answer",
    "schema": {
        "type": "object",
        "properties": {"city": {"type": "string"}, "degrees": {"type": "integer"}},
        "required": ["city", "degrees"],
        "additionalProperties": False,
    },
}
LINES = 20
LONGEST_SECONDS = 30

check = unittest.TestCase()


def silence(seconds=2):
    """A WAV file of silence."""
    bytes_of_file = io.BytesIO()
    with wave.open(bytes_of_file, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 8000 * seconds)
    return bytes_of_file.getvalue()


def calls_tools(sdk):
    """A tool that the request insists on is called with arguments that fit its schema, whole and streamed."""
    asked = {"model": MODEL, "messages": MESSAGES, "tools": [WEATHER], "tool_choice": "required"}
    whole = sdk.chat.completions.create(**asked).choices[0]
    check.assertEqual(whole.finish_reason, "tool_calls")
    call = whole.message.tool_calls[0].function
    check.assertEqual(call.name, "get_weather")
    check.assertIsInstance(json.loads(call.arguments)["city"], str)
    chunks = list(sdk.chat.completions.create(**asked, stream=True))
    deltas = [chunk.choices[0].delta.tool_calls[0] for chunk in chunks if chunk.choices and chunk.choices[0].delta.tool_calls]
    check.assertEqual([delta.function.arguments for delta in deltas], [call.arguments])


def keeps_to_schemas(sdk):
    """Content that must fit a JSON schema fits it."""
    completion = sdk.chat.completions.create(
        model=MODEL, messages=MESSAGES, response_format={"type": "json_schema", "json_schema": ANSWER}
    )
    value = json.loads(completion.choices[0].message.content)
    check.assertEqual((sorted(value), type(value["degrees"])), (["city", "degrees"], int))


def lists_models(sdk):
    """Models are listed, found by an id with a slash, and deleted."""
    check.assertIn(MODEL, [model.id for model in sdk.models.list().data])
    check.assertEqual(sdk.models.retrieve(MODEL).id, MODEL)
    check.assertTrue(sdk.models.delete(MODEL).deleted)


def embeds(sdk):
    """Vectors are of length one, the same each time, and as many as there were texts."""
    texts = ["It rains in Oslo.", "The cat sleeps."]
    first, again = (sdk.embeddings.create(model="nomic-embed-text-v1_5", input=texts) for _ in range(2))
    vectors = [item.embedding for item in first.data]
    check.assertEqual(vectors, [item.embedding for item in again.data])
    for vector in vectors:
        check.assertAlmostEqual(sum(number * number for number in vector), 1, places=4)


def hears(sdk):
    """Speech is transcribed and translated in each form of answer."""
    upload = ("silence.wav", silence())
    for create in (sdk.audio.transcriptions.create, sdk.audio.translations.create):
        check.assertGreater(len(create(model="whisper-large-v3", file=upload).text), 0)
        verbose = create(model="whisper-large-v3", file=upload, response_format="verbose_json")
        check.assertAlmostEqual(verbose.to_dict()["duration"], 2, places=1)


def speaks(sdk):
    """Spoken text is a WAV file that can be played."""
    spoken = sdk.audio.speech.create(
        model="canopylabs/orpheus-v1-english", voice="autumn", input="Hello there.", response_format="wav"
    )
    with wave.open(io.BytesIO(spoken.read())) as file:
        check.assertGreater(file.getnframes(), 1000)


def file_of(sdk, lines):
    """Uploads a file of requests."""
    text = "\n".join(
        json.dumps(
            {
                "custom_id": f"line-{i}",
                "method": "POST",
                "url": "/v1/chat/completions",
                "body": {"model": MODEL, "messages": [{"role": "user", "content": f"Number {i}"}]},
            }
        )
        for i in range(lines)
    )
    return sdk.files.create(file=("requests.jsonl", text.encode()), purpose="batch")


def info(sdk, file):
    """What is known of a file; the SDKs name this call differently."""
    return (sdk.files.info if hasattr(sdk.files, "info") else sdk.files.retrieve)(file)


def keeps_files(sdk):
    """A file is uploaded, listed, told of, read and deleted; then it is gone."""
    file = file_of(sdk, 2)
    check.assertIn(file.id, [one.id for one in sdk.files.list().data])
    check.assertEqual(info(sdk, file.id).filename, "requests.jsonl")
    check.assertEqual(len(sdk.files.content(file.id).read().splitlines()), 2)
    check.assertTrue(sdk.files.delete(file.id).deleted)
    with check.assertRaises(Exception) as caught:
        info(sdk, file.id)
    check.assertEqual(caught.exception.status_code, 404)


def runs_batches(sdk):
    """A batch of twenty lines completes, and its output has an answer for each."""
    batch = sdk.batches.create(
        input_file_id=file_of(sdk, LINES).id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    until = time.monotonic() + LONGEST_SECONDS
    while batch.status not in ("completed", "failed") and time.monotonic() < until:
        time.sleep(0.1)
        batch = sdk.batches.retrieve(batch.id)
    check.assertEqual((batch.status, batch.request_counts.completed), ("completed", LINES))
    output = [json.loads(line) for line in sdk.files.content(batch.output_file_id).read().splitlines()]
    check.assertEqual(sorted(line["custom_id"] for line in output), sorted(f"line-{i}" for i in range(LINES)))
    check.assertEqual({line["response"]["status_code"] for line in output}, {200})
    check.assertIn(batch.id, [one.id for one in sdk.batches.list().data])


def responds(sdk):
    """The Responses API answers whole and in events, where the SDK knows it."""
    if not hasattr(sdk, "responses"):
        return
    whole = sdk.responses.create(model=MODEL, input="Hello")
    check.assertEqual(whole.status, "completed")
    check.assertGreater(len(whole.output_text), 10)
    events = list(sdk.responses.create(model=MODEL, input="Hello", stream=True))
    check.assertEqual((events[0].type, events[-1].type), ("response.created", "response.completed"))
    text = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    check.assertEqual(text, events[-1].response.output_text)


SURFACE = [
    calls_tools,
    keeps_to_schemas,
    lists_models,
    embeds,
    hears,
    speaks,
    keeps_files,
    runs_batches,
    responds,
]
