// Six states in JSONPath, which is all it speaks; one task, answered by a local function.
// It needs Node 22 for this one function; all else runs on 18.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new Promise((res, rej) => ([resolve, reject] = [res, rej]));
  return { promise, resolve, reject };
};
const { StateMachine } = require("aws-local-stepfunctions");

const machine = new StateMachine({
  StartAt: "Name",
  States: {
    Name: { Type: "Pass", Next: "Size" },
    Size: { Type: "Pass", Parameters: { "n.$": "$.n" }, Next: "Large" },
    Large: { Type: "Choice", Default: "Done", Choices: [{ Variable: "$.n", NumericGreaterThan: 0, Next: "Call" }] },
    Call: { Type: "Task", Resource: "arn:aws:lambda:us-east-1:000000000000:function:echo", Next: "Join" },
    Join: { Type: "Pass", Parameters: { "text.$": "$.n" }, Next: "Done" },
    Done: { Type: "Succeed" },
  },
});
const options = { overrides: { taskResourceLocalHandlers: { Call: async (input) => input } } };

(async () => {
  for (const executions of [2000, 20000]) {
    const before = process.hrtime.bigint();
    for (let i = 0; i < executions; i++) {
      const output = await machine.run({ name: "photo", n: 41 }, options).result;
      if (output.text !== 41) throw new Error(JSON.stringify(output));
    }
    const seconds = Number(process.hrtime.bigint() - before) / 1e9;
    console.log(
      `${"aws-local-stepfunctions, in process".padEnd(34)} ${String(executions).padStart(8)} executions ` +
        `${seconds.toFixed(1).padStart(6)} s ${(executions / seconds).toFixed(0).padStart(8)}/s`,
    );
  }
})();
