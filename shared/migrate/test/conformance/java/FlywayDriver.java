import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Permission;
import java.util.Base64;
import org.flywaydb.commandline.Main;

/**
 * Runs the real command line again and again in one JVM. Each line of standard input holds arguments, joined by NUL, in
 * base64; each is answered by a line `<exit code> <standard output in base64>`. What Flyway says on standard error goes
 * there.
 *
 * The command line ends its process when it fails, which a security manager turns into an exception: needs
 * -Djava.security.manager=allow, and Java 17 to 23.
 */
public class FlywayDriver {
    public static void main(String[] none) throws Exception {
        PrintStream answers = System.out;
        System.setSecurityManager(new NoExit());
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
            int code = run(text.split("\0"));
            System.out.flush();
            answers.println(code + " " + Base64.getEncoder().encodeToString(output.toByteArray()));
            answers.flush();
        }
    }

    private static int run(String[] arguments) {
        try {
            Main.main(arguments);
            return 0;
        } catch (Exit exit) {
            return exit.code;
        } catch (Throwable fault) {
            fault.printStackTrace();
            return 1;
        }
    }

    private static class Exit extends SecurityException {
        final int code;

        Exit(int code) {
            this.code = code;
        }
    }

    @SuppressWarnings("removal")
    private static class NoExit extends SecurityManager {
        @Override
        public void checkExit(int code) {
            throw new Exit(code);
        }

        @Override
        public void checkPermission(Permission permission) {
            // Everything else is allowed.
        }

        @Override
        public void checkPermission(Permission permission, Object context) {
            // Everything else is allowed.
        }
    }
}
