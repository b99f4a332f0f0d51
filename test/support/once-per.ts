/** The pure function, which answers the same argument from memory. What throws is asked again. */
export function oncePer<In, Out>(make: (input: In) => Out): (input: In) => Out {
  const made = new Map<In, Out>();
  return (input) => {
    const known = made.get(input);
    if (known !== undefined) return known;
    const answer = make(input);
    made.set(input, answer);
    return answer;
  };
}
