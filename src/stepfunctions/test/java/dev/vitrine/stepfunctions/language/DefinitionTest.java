package dev.vitrine.stepfunctions.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {

  private static List<Problem> problems(String definition) {
    try {
      StateMachine.parse(definition, Rig::catalog);
      return List.of();
    } catch (InvalidDefinitionException e) {
      return e.problems();
    }
  }

  private static List<Problem> problemsOf(String startAt, String states) {
    return problems(Rig.definition(startAt, states));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'S':{'Type':'Pass'}                                        | /States/S            | [Next, End]
          'S':{'Type':'Pass','End':true,'Next':'S'}                  | /States/S            | [Next, End]
          'S':{'Type':'Pass','Next':'X'}                             | /States/S/Next       | X
          'S':{'Type':'Pass','End':true,'ResultPath':'$'}            | /States/S/ResultPath | ResultPath
          'S':{'Type':'Pass','End':true,'Output':'{% 1 + %}'}        | /States/S/Output     | JSONata
          'S':{'Type':'Pass','End':true,'Assign':{'states':1}}       | /States/S/Assign     | states
          'S':{'Type':'Dance','End':true}                            | /States/S/Type       | Task
          'S':{'End':true}                                           | /States/S            | Type
          'S':{'Type':'Task','Resource':'unknown','End':true}        | /States/S/Resource   | unknown
          'S':{'Type':'Task','End':true}                             | /States/S            | Resource
          'S':{'Type':'Task','Resource':'f','End':true,'TimeoutSeconds':0} | /States/S/TimeoutSeconds | whole number
          'S':{'Type':'Wait','End':true}                             | /States/S            | [Seconds, Timestamp]
          'S':{'Type':'Wait','Timestamp':'tomorrow','End':true}      | /States/S/Timestamp  | RFC3339
          'S':{'Type':'Choice','Choices':[]}                         | /States/S/Choices    | non-empty
          'S':{'Type':'Parallel','Branches':[],'End':true}           | /States/S/Branches   | non-empty
          'S':{'Type':'Map','End':true}                              | /States/S            | ItemProcessor
          'S':{'Type':'Pass','End':true,'QueryLanguage':'JSONPath'}  | /States/S            | JSONPath
          'S':{'Type':'Task','Resource':'f','End':true,'Catch':[{'ErrorEquals':['States.Foo'],'Next':'S'}]} | /States/S/Catch/0/ErrorEquals | error names
          'S':{'Type':'Pass','End':true,'Output':['{% 1 % }']}       | /States/S/Output     | ends with
          'S':{'Type':'Pass','End':true,'Assign':{'a':'{% 1'}}       | /States/S/Assign     | ends with
          'S':{'Type':'Pass','End':true,'Output':'{% $states.result %}'} | /States/S/Output | $states.result
          'S':{'Type':'Wait','Seconds':'{% $states . result.n %}','End':true} | /States/S/Seconds | $states.result
          'S':{'Type':'Task','Resource':'f','End':true,'Arguments':{'a':'{% $states.result %}'}} | /States/S/Arguments | $states.result
          'S':{'Type':'Task','Resource':'f','End':true,'Output':'{% $states.errorOutput %}'} | /States/S/Output | $states.errorOutput
          'S':{'Type':'Task','Resource':'f','End':true,'Catch':[{'ErrorEquals':['A'],'Output':'{% $states.result %}','Next':'S'}]} | /States/S/Catch/0/Output | $states.result
          'S':{'Type':'Task','Resource':'f','End':true,'TimeoutSeconds':5,'HeartbeatSeconds':5} | /States/S/HeartbeatSeconds | less than
          'S':{'Type':'Task','Resource':'f','End':true,'Retry':[{'ErrorEquals':['A'],'IntervalSeconds':0.5}]} | /States/S/Retry/0/IntervalSeconds | whole number
          'S':{'Type':'Task','Resource':'f','End':true,'Retry':[{'ErrorEquals':['A'],'MaxAttempts':1.5}]} | /States/S/Retry/0/MaxAttempts | whole number
          'S':{'Type':'Task','Resource':'f','End':true,'Retry':[{'ErrorEquals':['A'],'BackoffRate':0.9}]} | /States/S/Retry/0/BackoffRate | number from 1
          'S':{'Type':'Map','End':true,'ToleratedFailurePercentage':101,'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Succeed'}}}} | /States/S/ToleratedFailurePercentage | 100
          'S':{'Type':'Pass','End':true},'U':{'Type':'Succeed'}      | /States/U            | not reachable
          """)
  void namesTheStateAndTheFieldThatCannotBeRun(String states, String location, String message) {
    assertThat(problemsOf("S", states))
        .anySatisfy(
            problem -> {
              assertThat(problem.location()).isEqualTo(location);
              assertThat(problem.message()).contains(message);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'S':{'Type':'Task','Resource':'f','End':true,'Output':'{% $states.result %}',"
            + "'Assign':{'r':'{% $states.result %}'}}",
        "'S':{'Type':'Task','Resource':'f','Next':'T','Catch':[{'ErrorEquals':['A'],'Next':'T',"
            + "'Output':'{% $states.errorOutput %}','Assign':{'e':'{% $states.errorOutput %}'}}]},"
            + "'T':{'Type':'Succeed'}",
        "'S':{'Type':'Pass','End':true,'Output':'{% `$states.result` & /* $states.result */ 1 %}'}",
        "'S':{'Type':'Pass','End':true,'Output':'{% $states.results %}'}"
      })
  void letsAFieldReadThePartsOfStatesThatItHas(String states) {
    assertThat(problemsOf("S", states)).isEmpty();
  }

  @Test
  void refusesAMachineInJsonPathWhichIsTheDefault() {
    assertThat(problems("{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\"}}}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("JSONPath"));
  }

  @Test
  void acceptsAMachineWhoseStatesAllSayThatTheyAreInJsonata() {
    String states = "\"S\":{\"Type\":\"Succeed\",\"QueryLanguage\":\"JSONata\"}";
    assertThat(problems("{\"StartAt\":\"S\",\"States\":{" + states + "}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "not json", "[]", "7", "{\"a\":1} x"})
  void refusesWhatIsNotOneJsonObject(String text) {
    assertThat(problems(text)).hasSize(1);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThat(
            problemsOf(
                "A",
                "'A':{'Type':'Pass','Next':'B','X':1},'B':{'Type':'Task','Resource':'?','End':true}"))
        .hasSize(2);
  }

  @Test
  void refusesTwoStatesOfTheSameNameInOneMachine() {
    assertThat(
            problemsOf(
                "P",
                "'P':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'P','States':{"
                    + "'P':{'Type':'Succeed'}}}]}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("Duplicate"));
  }

  @Test
  void refusesToAssignAnOuterVariableInABranch() {
    assertThat(
            problemsOf(
                "A",
                "'A':{'Type':'Pass','Assign':{'x':1},'Next':'P'},"
                    + "'P':{'Type':'Parallel','End':true,'Branches':[{'StartAt':'B','States':{"
                    + "'B':{'Type':'Pass','Assign':{'x':2},'End':true}}}]}"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("'x'"));
  }

  @Test
  void statesAllStandsAloneAndLast() {
    assertThat(
            problemsOf(
                "T",
                "'T':{'Type':'Task','Resource':'f','End':true,'Retry':["
                    + "{'ErrorEquals':['States.ALL']},{'ErrorEquals':['A']}]}"))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.location()).isEqualTo("/States/T/Retry/0/ErrorEquals"));
  }

  @Test
  void refusesADistributedMap() {
    assertThat(
            problemsOf(
                "M",
                "'M':{'Type':'Map','End':true,'ItemProcessor':{"
                    + "'ProcessorConfig':{'Mode':'DISTRIBUTED','ExecutionType':'STANDARD'},"
                    + "'StartAt':'S','States':{'S':{'Type':'Succeed'}}}}"))
        .isNotEmpty();
  }

  @Test
  void theExceptionsTextIsWhatAwsWouldSay() {
    assertThatThrownBy(() -> StateMachine.parse("{\"StartAt\":\"S\"}", Rig::catalog))
        .hasMessage("SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /");
  }
}
