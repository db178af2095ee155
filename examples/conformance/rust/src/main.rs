//! The runner for async-openai. Its own types have no place for Groq's `service_tier: "on_demand"`, so answers are read into types
//! that are brought along, as its documentation has it for APIs that are like OpenAI's.

use std::{env, error::Error, pin::Pin, time::Duration};

use async_openai::{Client, config::OpenAIConfig, error::OpenAIError, traits::RequestOptionsBuilder};
use futures::{Stream, StreamExt, future::join_all};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{sync::Mutex, time::timeout};

/// The request of the case.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    bodies: Vec<Value>,
    stream: bool,
    concurrency: usize,
    timeout_ms: Option<u64>,
    cancel_after_ms: Option<u64>,
    idempotency_key: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    /// Of a whole answer the message, of a chunk what comes to it.
    #[serde(alias = "delta")]
    message: Message,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    content: Option<String>,
}

type Chunks = Pin<Box<dyn Stream<Item = Result<Answer, OpenAIError>> + Send>>;

/// The text and the reason of the end.
async fn read(client: &Client<OpenAIConfig>, asked: &Asked, body: Value) -> Result<(String, Option<String>), OpenAIError> {
    let mut chat = client.chat();
    if let Some(key) = &asked.idempotency_key {
        chat = chat.header("idempotency-key", key.as_str())?;
    }
    if !asked.stream {
        let answer: Answer = chat.create_byot(body).await?;
        let choice = answer.choices.into_iter().next().ok_or_else(says_nothing)?;
        return Ok((choice.message.content.ok_or_else(says_nothing)?, choice.finish_reason));
    }
    let mut chunks: Chunks = chat.create_stream_byot(body).await?;
    let (mut text, mut finish) = (String::new(), None);
    while let Some(chunk) = chunks.next().await {
        for choice in chunk?.choices {
            text += &choice.message.content.unwrap_or_default();
            finish = choice.finish_reason.or(finish);
        }
    }
    Ok((text, finish))
}

fn says_nothing() -> OpenAIError {
    OpenAIError::InvalidArgument("the answer says nothing".into())
}

fn line_of(error: &OpenAIError) -> Value {
    let (name, status) = match error {
        OpenAIError::ApiError(answer) => ("ApiError", Some(answer.status_code.as_u16())),
        OpenAIError::Reqwest(error) => ("Reqwest", error.status().map(|status| status.as_u16())),
        OpenAIError::JSONDeserialize(..) => ("JSONDeserialize", None),
        OpenAIError::StreamError(_) => ("StreamError", None),
        _ => ("OpenAIError", None),
    };
    json!({ "ok": false, "status": status, "error": name, "message": error.to_string() })
}

async fn call(client: &Client<OpenAIConfig>, asked: &Asked, body: Value) -> Value {
    let asking = read(client, asked, body);
    let ended = match asked.cancel_after_ms {
        None => Ok(asking.await),
        Some(limit) => timeout(Duration::from_millis(limit), asking).await,
    };
    match ended {
        Ok(Ok((text, finish))) => json!({ "ok": true, "text": text, "finish": finish }),
        Ok(Err(error)) => line_of(&error),
        Err(elapsed) => json!({ "ok": false, "error": "Elapsed", "message": elapsed.to_string() }),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let asked: Asked = serde_json::from_str(&env::var("GROQ_MOCK_REQUEST")?)?;
    let mut http = reqwest::Client::builder();
    if let Some(limit) = asked.timeout_ms {
        http = http.timeout(Duration::from_millis(limit));
    }
    // it takes base URL and key from its environment
    let client = Client::new().with_http_client(http.build()?);
    let left = Mutex::new(asked.bodies.iter());
    join_all((0..asked.concurrency).map(|_| async {
        loop {
            let next = left.lock().await.next();
            let Some(body) = next else { break };
            println!("{}", call(&client, &asked, body.clone()).await);
        }
    }))
    .await;
    Ok(())
}
