// Sends pictures one by one: each with its progress, each tried again by itself. A row is
// { file, bar, say(state, text), item }; its `number` is the library's, once it is there.

const AT_ONCE = 2;
const TRIES = 3;

function send(file, token, onProgress) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token);
  body.set("pictures", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", location.href);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("error", () => reject(new Error("连接断了")));
    request.addEventListener("load", () => {
      if (request.response?.number) resolve(request.response.number);
      else if (request.response?.refused) resolve({ refused: request.response.refused });
      else if (request.status === 413) resolve({ refused: "文件太大，服务器不收。" });
      else reject(new Error(request.status === 403 || request.status === 200 ? "登录已过期，请另开一页登录后再试" : `服务器没有收下（${request.status}）`));
    });
    request.send(body);
  });
}

async function deliver(one, token) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      one.say("sending", "");
      const answer = await send(one.file, token, (part) => { one.bar.value = part; });
      if (answer.refused) return one.say("refused", `没有收：${answer.refused}`);
      one.number = answer;
      one.bar.value = 1;
      return one.say("kept", "");
    } catch (error) {
      if (attempt === TRIES) return one.say("failed", `没有传成：${error.message}。`);
      await new Promise((resolve) => setTimeout(resolve, attempt * 1000));
    }
  }
}

// Those that are kept or refused already are not sent again; `tell` hears of each.
export async function deliverAll(rows, token, tell) {
  const waiting = rows.filter((one) => !one.number && one.item.dataset.state !== "refused");
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      await deliver(one, token);
      tell();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
